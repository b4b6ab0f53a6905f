"""The ledger: an append-only public log of every version of every published record.

Entries lie in content/ledger/ and are published as C2SP tlog-tiles with a checkpoint. The words of
the trade, as claimantmodel.com asks for them: the claim is «this is every version of every record
that this portal has published»; the statement is an entry; the claimant is the office that runs the
portal; believers are its readers; a verifier is anybody who kept an earlier checkpoint.
"""
