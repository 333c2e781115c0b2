"""How a row is timed: sides in turn, medians; what is slow once, or on a part."""
import statistics
import time

LEAST, MOST = 3, 200  # runs of each side
BURST = 2e-3  # seconds of a turn of what is quick
SMALL = 1 << 21  # images of fewer pixels are never cut
THIN, LEAST_PLANES = 4, 12  # planes of the part by which a time is guessed; of one that is timed and compared, at least
COMPILING = 10  # seconds that a first call may take for that reason
QUEUED = 1 << 20  # images of up to so many pixels are also timed without a wait between calls


class Timed:
    """A side in a row: its seconds, and what it was timed on."""

    def __init__(self, side):
        self.side, self.seconds, self.queued, self.error = side, [], None, None
        self.scale, self.once, self.burst = 1.0, False, 1

    @property
    def going(self):
        return not self.error and not self.once

    def facts(self):
        if self.error:
            return {"error": self.error}
        s = sorted(1e3 * self.scale * t for t in self.seconds)
        median = statistics.median(s)
        quarters = statistics.quantiles(s, n=4) if len(s) > 2 else [median] * 3
        out = {"ms": median, "spread": (quarters[2] - quarters[0]) / 2 / median, "least_ms": s[0], "runs": len(s)}
        if self.scale != 1:
            out["part_of"] = self.scale
        if self.queued:
            out["queued_us"] = 1e6 * self.queued
        return out


def settled(side, limit):
    """Seconds of a call; of a second one if the first took so long that it may have been compiling."""
    taken = side.run()
    return side.run() if limit < taken[0] < COMPILING else taken


def begin(timed, row, images, limit, cut):
    """The first calls: nothing of them counts but for a side so slow that it has no second one. Returns the images that
    the side is timed on: with `cut` a part of them, where all would take longer than the limit."""
    side, planes = timed.side, images.shape[0]
    if cut and limit and images.voxels > SMALL and not row.host:
        part = images.part(min(planes, max(THIN, planes // 64)))
        side.prepare(row, part)
        taken = settled(side, 0)
        guess = taken[0] * planes / part.planes
        if guess > limit:
            part = images.part(min(planes, max(LEAST_PLANES, int(planes * limit / guess))))
            side.prepare(row, part)
            taken = settled(side, limit)
            if taken[0] * planes / part.planes > limit:  # else a small part's guess was wrong
                timed.seconds, timed.once, timed.scale = taken, True, planes / part.planes
                return part
    side.prepare(row, images)
    taken = settled(side, limit) if side.kind == "gpu" or not cut else side.run()
    if limit and taken[0] > limit:
        timed.seconds, timed.once = taken, True
    timed.burst = max(1, min(20, int(BURST / taken[0])))
    return images


def in_turn(all_timed, budget):
    """Runs the sides in turn until each has had its seconds. What is quick has several calls in a turn, as in a loop over
    many images; otherwise each would find the caches full of the others' data, and threads asleep. What has a context of
    its own on the GPU takes its turns after the others: going from one to the next and back costs 0.15 ms each time."""
    for context in dict.fromkeys(t.side.context for t in all_timed):
        going = [t for t in all_timed if t.going and t.side.context == context]
        while going:
            for t in going:
                try:
                    t.seconds += t.side.run(t.burst)
                except Exception as error:
                    t.error = str(error) or type(error).__name__
            going = [t for t in going if not t.error and len(t.seconds) < MOST
                     and (len(t.seconds) < LEAST * t.burst or sum(t.seconds) < budget)]


def queue(all_timed):
    for t in all_timed:
        if t.going:
            try:
                t.queued = t.side.queued(max(5, min(100, int(0.1 / statistics.median(t.seconds)))))
            except Exception as error:
                t.error = str(error) or type(error).__name__


class Clock:
    """Whether there is time for another row."""

    def __init__(self, seconds):
        self.end = time.perf_counter() + seconds if seconds else float("inf")

    @property
    def over(self):
        return time.perf_counter() > self.end
