"""Pages rendered and written, in as many processes as there are cores."""

from __future__ import annotations

import gc
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from build.checks.facts import facts, pack
from build.freezing.eviction import Eviction
from build.freezing.freezer import Freezer
from build.freezing.garbage import resident, staying
from build.freezing.grouping import Portion
from build.incremental.batch import Answered, Batch, Page, Rendered
from build.incremental.digest import weighed
from build.incremental.recall import Kept
from build.pages import BUNDLES, LATE
from portal import store
from portal.processes import cores, spread
from portal.trace import Question, Trace

# The address that stands for the list of all pages, which is made from questions as pages are.
LISTING = ""
# Fewer pages than this, and no bundle, are not worth a second process.
FEW = 200
# A process that knows so many questions more than its parent makes room for another.
MANY = 60_000
# So does one that has so many bytes more.
GROWTH = 150_000_000
# So many files are told of at once.
BATCH = 50


@dataclass
class Renderer:
    """Renders pages of one application into one folder, and numbers the questions they ask.

    before: files of bundles, by address, that the folder may hold already. same, questions, answered:
    those that have not been in a batch. made: folders that are there. weights: by number, what an answer
    weighs that was digested, else 0. process: the number of the one at work; known: how many questions it
    knew in the beginning, resident: how much memory it had then, in bytes.
    """

    freezer: Freezer
    folder: Path
    kept: Kept
    before: Mapping[str, Page] = field(default_factory=dict)
    numbers: dict[Question, int] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    weights: array[int] = field(default_factory=lambda: array("I"))
    eviction: Eviction = field(default_factory=Eviction)
    process: int = field(default_factory=os.getpid)
    known: int = 0
    resident: int = 0

    def batches(self, portion: Portion) -> Iterator[Batch]:
        """Ask what is to be asked first, and write the files of a portion's pages; told of as it comes."""
        for ask in portion.first:
            with self.freezer.working():
                ask()
                self.pause()
            yield self.batch([])
        files = chain.from_iterable(map(self._files, portion.addresses))
        more = True
        while more:
            with self.freezer.working():
                pages = list(islice(files, BATCH))
            more = len(pages) == BATCH
            yield self.batch(pages)

    def _files(self, address: str) -> Iterable[Rendered]:
        if address in BUNDLES:
            return self._bundle(address)
        return self._late(address) if address in LATE else [self._page(address)]

    def batch(self, pages: list[Rendered]) -> Batch:
        """These pages, and all that has been answered since the last batch."""
        self._tell()
        same, self.same = self.same, []
        questions, self.questions = self.questions, []
        answered, self.answered = self.answered, []
        self.kept.put_by(store.of(self.freezer.app))
        return Batch(self.process, pages, same, questions, answered)

    def listing(self) -> tuple[list[str], Batch]:
        """The addresses of all pages, and what had to be asked to list them."""
        trace = self._trace()
        trace.asked.clear()
        addresses = self.freezer.addresses()
        return addresses, self.batch([Rendered(LISTING, "", "", 0, self._asked(), b"")])

    def begin(self) -> None:
        """From now on answers are let go of, but for those that are there."""
        self.eviction.begin()
        self._trace().pause = self.pause

    def move(self) -> None:
        """Go on in another process. Its number is no system's, which gives that of one that ended again."""
        self.process = int.from_bytes(os.urandom(7), "big")
        self.known, self.resident = len(self.numbers), resident()

    @property
    def is_full(self) -> bool:
        """Whether it has so much that it cannot let go of that another process should go on."""
        return len(self.numbers) - self.known > MANY or resident() - self.resident > GROWTH

    def pause(self) -> None:
        """Let go of answers when there are many."""
        self._tell()
        if self.eviction.due:
            self.kept.put_by(store.of(self.freezer.app))
            self.eviction.forget(store.of(self.freezer.app))

    def _page(self, address: str) -> Rendered:
        self._trace().asked.clear()
        data = self.freezer.render(address)
        asked = self._asked()
        if self.eviction.long:
            self.kept.put_by(store.of(self.freezer.app))
            self.eviction.page(store.of(self.freezer.app))
        self.pause()
        return self._write(address, data, asked)

    def _bundle(self, address: str) -> Iterator[Rendered]:
        """The files of a bundle as they come; then what stands for their list, as LISTING for all others."""
        bundle = BUNDLES[address]
        for name, content in bundle.files():
            known = self.before.get(f"{address}{name}")
            if known and (name != bundle.first or known.sha256 == sha256(content()).hexdigest()):
                self.same.append(known.address)
            else:
                yield self._write(f"{address}{name}", content(), b"")
        self._trace().asked.clear()
        bundle.source()
        yield Rendered(address, "", "", 0, self._asked(), b"")

    def _late(self, address: str) -> Iterator[Rendered]:
        """The pages that are listed late below an address; then what stands for their list, as LISTING."""
        self._trace().asked.clear()
        addresses = list(LATE[address]())
        asked = self._asked()
        yield from map(self._page, addresses)
        yield Rendered(address, "", "", 0, asked, b"")

    def _write(self, address: str, data: bytes, asked: bytes) -> Rendered:
        file = self.freezer.file(address)
        below, _, _ = file.rpartition("/")
        if below not in self.made:
            (self.folder / below).mkdir(parents=True, exist_ok=True)
            self.made.add(below)
        _put(self.folder / file, data)
        found = pack(facts(file, data, self.base_url))
        return Rendered(address, file, sha256(data).hexdigest(), len(data), asked, found)

    @cached_property
    def base_url(self) -> str:
        """Absolute links below it are links to files of the site."""
        return store.of(self.freezer.app).site.base_url

    def _trace(self) -> Trace:
        found = store.of(self.freezer.app)
        if found.trace is None:
            found.trace = Trace()
        return found.trace

    def _asked(self) -> bytes:
        """The numbers of the questions that the page asked."""
        self._tell()
        return self._numbered(self._trace().asked)

    def _tell(self) -> None:
        """Take down what has been answered since the last time, before any of it is forgotten."""
        trace, answers = self._trace(), store.of(self.freezer.app).answers
        made, dear = trace.made, trace.dear
        for one, rests in made.items():
            if self.kept.settled(one):
                self.eviction.note(one, self.numbers.get(one), answers[one], 0)
                continue
            number = self._number(one)
            if not self.weights[number]:
                found, weight = trace.weighed.get(one) or weighed(answers[one])
                self.weights[number] = weight
                if one in dear:
                    dear[one] = found, weight
                asked = self._numbered(rests.questions)
                self.answered.append(Answered(number, found, frozenset(rests.facts), asked))
            self.eviction.note(one, number, answers[one], self.weights[number])
        made.clear()
        trace.weighed.clear()
        for one, weight in trace.recalled.items():
            self.eviction.note(one, self.numbers.get(one), answers[one], weight)
        trace.recalled.clear()

    def _numbered(self, questions: Iterable[Question]) -> bytes:
        """The numbers of questions, as an array of "I"."""
        numbers = array("I", map(self._number, questions))
        for one in numbers:
            self.eviction.askers[one] += 1
        return numbers.tobytes()

    def _number(self, question: Question) -> int:
        """The number of a question, the next one if it has none."""
        number = self.numbers.get(question)
        if number is None:
            number = self.numbers[question] = len(self.numbers)
            self.questions.append(question)
            self.weights.append(0)
            self.eviction.number(question)
        return number


def _put(path: Path, data: bytes) -> None:
    """Write a file, as a new one: what is there may be a second name of a published file.

    What is there with the same bytes stays, so that nobody has to send it again.
    """
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        if path.read_bytes() != data:
            path.unlink()
            path.write_bytes(data)


def render(renderer: Renderer, portions: Sequence[Portion], processes: int = 0) -> Iterator[Batch]:
    """Write the files of these pages, in batches in no fixed order.

    processes: how many; 0 for one a core, if there are enough pages and the system can fork.
    """
    number = sum(len(one.addresses) for one in portions)
    much = number >= FEW or any(one.addresses[0] in BUNDLES for one in portions)
    processes = processes or (cores() if much else 1)
    if renderer.kept.path is None:
        renderer.begin()  # what the list of all pages asked is shared; what old questions asked is not
    if processes == 1:
        yield from chain.from_iterable(map(renderer.batches, portions))
        return

    parent = renderer.process

    def portion(one: Portion) -> Iterator[Batch]:
        if renderer.process == parent:
            renderer.move()
        yield from renderer.batches(one)
        _stays()

    # Garbage is looked for between batches, and only among what came with the last.
    with staying():
        yield from spread(portion, portions, processes, lambda: renderer.is_full)


def _stays() -> None:
    """What is there now stays, answers above all: no process looks through it for garbage again."""
    gc.collect()
    gc.freeze()
