"""Machines that stand between the hospital and the outside: what they run is tried from all over the world."""

from inmori.model import DeviceKind

DOORS = {DeviceKind.FIREWALL, DeviceKind.ROUTER, DeviceKind.VENDOR_BOX, DeviceKind.MOBILE_ROUTER}
