"""The remote registry: a value of a Run key, and a service's ImagePath, name what was written."""

from maker import rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Tools\\updater.exe", share="C$")
    registry = rpc.Registry(session.tree("IPC$", share_type=2))
    machine = registry.local_machine()
    version = registry.open_key(machine, "SOFTWARE\\Microsoft\\Windows\\CurrentVersion")
    run = registry.create_key(version, "Run")
    path = "C:\\Tools\\updater.exe"
    registry.set_value(run, "Updater", path)
    rpc.expect_execution(case, "run-key", "set", "Updater", path, file__path="Tools\\updater.exe")
    service = registry.open_key(machine, "SYSTEM\\CurrentControlSet\\Services\\Updater")
    registry.set_value(service, "Description", "Keeps things up to date")
    registry.set_value(service, "ImagePath", path, rpc.REG_EXPAND_SZ)
    rpc.expect_execution(case, "service", "changed", "Updater", path, file__path="Tools\\updater.exe")
    registry.close()
