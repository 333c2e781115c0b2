"""Devices: the processors that operations run on."""
from . import _isovox
from ._errors import UnknownNameError


class Device:
    """A processor through one backend. Devices are the same object each time they are asked for.

    Attributes
    ----------
    id : str
        "cpu", "opencl:0", "cuda:0"; what `select_device`, `device=` and ISOVOX_DEVICE take.
    index : int
        Place in the order of choice; all drivers are asked to find it.
    name, backend, type, driver, isa, notes : str
        As the driver tells them; `type` is "cpu", "gpu" or "other"; `isa` is the CPU's instruction set;
        `notes` says what the device cannot do by itself; `error` why it could not be opened.
    memory : int
        Bytes; 0 if unknown.
    units : int
        Threads or compute units.
    """

    __slots__ = ("id", "__dict__")

    def __init__(self, id):
        self.id = id

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        facts = _isovox.device_describe(self.id)
        if name not in facts:
            raise AttributeError(f"a Device has no '{name}'")
        self.__dict__.update(facts)
        return facts[name]

    @property
    def index(self):
        return devices().index(self)

    @property
    def info(self):
        """What is known of the device, in words."""
        lines = [f"{self.name}", f"  id: {self.id}", f"  backend: {self.backend}", f"  type: {self.type}",
                 f"  driver: {self.driver}", f"  units: {self.units}", f"  memory: {self.memory / 2**30:.1f} GiB"]
        lines += [f"  {key}: {value}" for key in ("isa", "notes", "error") if (value := getattr(self, key))]
        return "\n".join(lines)

    def wait(self):
        """Waits until all that was asked of the device is done."""
        _isovox.device_wait(self.id)

    def set_wait_to_finish(self, flag):
        """There for scripts of pyclesperanto: results are always complete when they are looked at."""

    def memory_use(self):
        """Bytes in images now, the most so far, and held for reuse: (used, peak, pooled)."""
        return _isovox.device_memory(self.id)

    def memory_reset(self):
        """Lets the peak of memory_use begin anew."""
        _isovox.device_memory_reset(self.id)

    def trim(self):
        """Gives memory held for reuse back to the system."""
        _isovox.device_trim(self.id)

    def __index__(self):
        return self.index

    def __repr__(self):
        return f"<Device {self.id}: {self.name} ({self.backend})>"

    def __str__(self):
        return f"({self.backend}) {self.name} ({self.id})"

    def __reduce__(self):
        return device_of, (self.id,)


_known = {}


def device_at(place):
    """The Device of an id or a place in the list."""
    id = _isovox.device_find(place)
    if id not in _known:
        _known.setdefault(id, Device(id))
    return _known[id]


def devices(device_type="all"):
    """All devices, as Device objects in the order of choice: CUDA, OpenCL GPUs, the CPU, other OpenCL ones.

    `device_type` keeps only those of a type ("cpu", "gpu") or a backend ("cuda", "opencl").
    """
    found = [device_at(i) for i in range(_isovox.device_count())]
    if device_type not in (None, "", "all"):
        wanted = device_type.lower()
        found = [d for d in found if wanted in (d.type.lower(), d.backend.lower())]
    return found


def _shown(found):
    """Names by which devices can be told apart."""
    names = [d.name for d in found]
    return [d.name if names.count(d.name) == 1 else f"{d.name} ({d.id})" for d in found]


def list_available_devices(device_type="all"):
    """The names of the devices, in the order of choice; what `select_device` takes."""
    return _shown(devices(device_type))


def device_of(which, device_type="all"):
    """A Device from a Device, an id, a part of a name, or a place in `list_available_devices(device_type)`."""
    if isinstance(which, Device):
        return which
    if isinstance(which, str) and device_type in (None, "", "all") and which.partition(":")[0] in ("cpu", "cuda"):
        return device_at(which)  # no other driver need be asked
    found = devices(device_type)
    if isinstance(which, str):
        for d, name in zip(found, _shown(found)):
            if which in (name, d.id, str(d)):
                return d
        if device_type in (None, "", "all"):
            return device_at(which)
        for d in found:
            if which.lower() in d.name.lower():
                return d
    elif hasattr(which, "__index__"):
        if 0 <= which.__index__() < len(found):
            return found[which]
    else:
        raise TypeError(f"select_device: the device is {which!r}, but must be a name, an index or a Device")
    raise UnknownNameError(f"there is no device {which!r}; there are: {', '.join(map(str, found)) or 'none'}")


def select_device(device_id="", device_type="all"):
    """Selects the device that images go to from now on, and returns it.

    Parameters
    ----------
    device_id : str, int or Device
        An id ("cpu", "opencl:0", "cuda"), a part of a name, or a place in the list. "" is the first one
        of the type.
    device_type : str
        "all", "cpu" or "gpu".
    """
    if isinstance(device_id, str) and device_id == "":
        found = devices(device_type)
        if not found:
            raise UnknownNameError(f"there is no device of type {device_type!r}")
        if device_type in (None, "", "all"):
            return get_device()
        device = found[0]
    else:
        device = device_of(device_id, device_type)
    _isovox.device_select(device.id)
    return device


def get_device():
    """The device that images go to."""
    return device_at(_isovox.device_default())


def wait_for_kernel_to_finish(wait=True, device=None):
    """Waits until all that was asked of a device is done."""
    if wait:
        _isovox.device_wait(device)


class _Text(str):
    """Text that a prompt shows as it is."""

    __repr__ = str.__str__


def info():
    """What devices there are, what was looked for and what is missing, in words."""
    parts = [f"Isovox {_isovox.version}", *(d.info for d in devices()), _isovox.device_report().strip()]
    return _Text("\n".join(parts))
