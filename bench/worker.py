"""Processes beside the bench.

serve answers peers.Remote. As a command this times what a fresh process must wait for, and prints it as JSON:

    worker.py DEVICE ROW FOLDER SIZE TYPE     import and device; the first call of a row
"""
import json
import os
import sys
import time
import warnings


def serve(pipe, library, backend):
    import peers
    from images import Images, Stored
    from rows import ROWS

    warnings.simplefilter("ignore")
    rows, sources = {row.name: row for row in ROWS}, {}
    try:
        side = getattr(peers, library)(backend)
    except Exception as error:
        pipe.send((False, str(error)))
        return
    pipe.send((True, (side.name, side.family, side.kind, side.version)))

    def prepare(row, folder, shape, dtype, planes):
        if folder not in sources:
            sources.clear()
        source = sources.setdefault(folder, Stored(folder))
        side.prepare(rows[row], Images(shape, dtype, source, planes))

    def drop(kept):
        for source in sources.values():
            source.forget(kept)
        side.drop(kept)

    verbs = {"prepare": prepare, "drop": drop, "run": side.run, "queued": side.queued, "sample": side.sample}
    while True:
        try:
            verb, *arguments = pipe.recv()
        except EOFError:
            return
        try:
            answer = (True, verbs[verb](*arguments))
        except Exception as error:
            answer = (False, f"{type(error).__name__}: {error}")
        pipe.send(answer)


def first(device, name, folder, size, dtype):
    begin = time.perf_counter()
    import isovox

    device = isovox.select_device(device)
    isovox.push([0.0])
    device.wait()
    start = time.perf_counter() - begin
    import peers
    from images import Images, Stored, shape_of
    from rows import ROWS

    row = next(row for row in ROWS if row.name == name)
    side = peers.Isovox(device)
    side.prepare(row, Images(shape_of(size), dtype, Stored(folder)))
    for file in os.listdir(folder):
        getattr(side.i, file.removesuffix(".npy"))
    device.wait()
    print(json.dumps({"start": start, "first": side.run()[0]}))


if __name__ == "__main__":
    first(*sys.argv[1:])
