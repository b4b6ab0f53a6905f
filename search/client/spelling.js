/* Days, months and amounts, and how else a text may write them: the twin of search/spelling.py. */
(() => {
  const { spec, fold, isSpace } = portalSearch;
  const { powers, months } = spec.read;
  const narrowed = new Map(spec.read.narrow);
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const [DAY, COMPACT, MONTH, ANNIVERSARY, AMOUNT] = ["day", "compact", "month", "anniversary", "amount"]
    .map((name) => whole(spec.read[name]));
  const LONGEST = 15; // digits of an amount in 分 that are counted exactly

  const narrow = (text) => Array.from(text, (one) => narrowed.get(one) ?? one).join("");
  const bare = (number) => number.replace(/^0+/, "");
  const padded = (number) => number.padStart(2, "0");

  /* → [year, month, day] without leading noughts, "" for what is not said; null for none. */
  const readDay = (term) => {
    const said = DAY.exec(term) ?? COMPACT.exec(term) ?? MONTH.exec(term);
    const [year, month, day = ""] = said?.slice(1) ?? ["", ...(ANNIVERSARY.exec(term)?.slice(1) ?? [])];
    const isReal = month >= 1 && month <= 12 && (!day || (day >= 1 && day <= 31));
    return isReal ? [year, bare(month), bare(day)] : null;
  };

  const ofDay = (term) => {
    const [year, month, day] = readDay(term) ?? [];
    if (!month) return [];
    const chinese = day ? [`${month}月${day}日`, `${padded(month)}月${padded(day)}日`] : [`${month}月`, `${padded(month)}月`];
    if (!year) return chinese;
    return [...chinese.map((one) => `${year}年${one}`), `${year}${padded(month)}${day && padded(day)}`,
      `${day}${months[month - 1]}${year}`];
  };

  /* → [digits of an amount in 分, its unit], or null. */
  const readAmount = (text) => {
    const [, units, decimals = "", unit] = AMOUNT.exec(text) ?? [];
    if (!units) return null;
    const digits = bare(units + decimals.padEnd(powers[unit], "0")) || "0";
    return decimals.length <= powers[unit] && digits.length <= LONGEST ? [digits, unit] : null;
  };

  const ofAmount = (term) => {
    const [digits, unit] = readAmount(term) ?? [];
    if (!unit || digits === "0") return [];
    return [fold(term).replace(/元$/, ""), ...(digits.endsWith("00") ? [`${digits.slice(0, -2)}元`] : []),
      `${digits}元`];
  };

  /* term → the squashed runs that mean the same, its own first. */
  const spellings = (term) => [...new Set([fold(term), ...ofDay(term), ...ofAmount(term)])];

  const isDay = (term) => readDay(term) !== null;
  const fallsOn = (term, date) => {
    const [year, month, day] = readDay(term) ?? [];
    if (!month || date === "") return false;
    return day ? date.endsWith(`${year}-${padded(month)}-${padded(day)}`) : date.startsWith(`${year}-${padded(month)}-`);
  };

  /* Whether people write it with spaces inside, too. */
  const isWhole = (term) => isDay(term) || (readAmount(term) !== null && !/[0-9]$/.test(term));

  /* An amount in 元 of at least 1万 as it is written in 万, or "". */
  const otherUnit = (term) => {
    const [digits, unit] = readAmount(narrow(term)) ?? ["", ""];
    if (unit || digits.length <= powers["万"]) return "";
    const decimals = digits.slice(-powers["万"]).replace(/0+$/, "");
    return `${digits.slice(0, -powers["万"])}${decimals && `.${decimals}`}万`;
  };

  const spaceless = (text) => Array.from(text).filter((one) => !isSpace(one)).join("");

  /* What is typed as an amount, in 分, or null. */
  const fen = (text) => {
    const read = readAmount(narrow(spaceless(text)));
    return read ? parseInt(read[0], 10) : null;
  };

  Object.assign(portalSearch, { narrow, spaceless, spellings, isDay, isWhole, fallsOn, otherUnit, fen });
})();
