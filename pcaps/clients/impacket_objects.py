"""Calls to objects of DCOM by impacket, in the clear: an activation, WMI's Win32_Process.Create, and ExecuteShellCommand.

impacket_objects.py SERVER ACTIVATOR-PORT OBJECT-PORT COMMAND ARGUMENTS

What answers is objects_server.py: the requests are what impacket sends to Windows, but for their encryption.
"""

import sys
from collections import OrderedDict
from struct import pack

from impacket.dcerpc.v5 import dcomrt, transport
from impacket.dcerpc.v5.dcom import oaut, wmi
from impacket.uuid import string_to_bin

server, activator, port, command, arguments = sys.argv[1:]
MMC20 = string_to_bin("49B2791A-B1AE-4C90-9B8E-E860BA07F889")
WMI_LOGIN = wmi.CLSID_WbemLevel1Login
INHERITED = 0x4000


def connected(to):
    calls = transport.DCERPCTransportFactory(f"ncacn_ip_tcp:{server}[{to}]").get_dce_rpc()
    calls.connect()
    return calls


class Object:
    """Sends a request as impacket's own do, to an object of this number."""

    def __init__(self, interface, number):
        self.calls = connected(port)
        self.calls.bind(interface)
        self.number = number

    def request(self, request, iid=None, uuid=None):
        request["ORPCthis"]["cid"] = b"impacket's cause"
        request["ORPCthis"]["extensions"] = dcomrt.NULL
        request["ORPCthis"]["flags"] = 0
        return self.calls.request(request, string_to_bin(f"0000000{self.number}-0000-0000-0000-000000000001"))


def bare(kind, of, interface):
    """One of impacket's classes, which sends by this object."""
    made = kind.__new__(kind)
    made._iid = interface
    made.request = of.request
    made.get_iPid = lambda: None
    return made


def activate(class_id, interface):
    try:
        dcomrt.IRemoteSCMActivator(connected(activator)).RemoteCreateInstance(class_id, interface)
    except Exception as error:  # the answer has no more than bindings
        print("activation:", type(error).__name__)


def encoded(text):
    string = wmi.ENCODED_STRING()
    string["Character"] = text
    return string.getData()


def empty_qualifiers():
    qualifiers = wmi.QUALIFIER_SET()
    qualifiers["EncodingLength"] = 4
    qualifiers["Qualifier"] = b""
    return qualifiers


def parameters_class(properties):
    """__PARAMETERS with these properties, name and CIM type each, by impacket's own structures."""
    heap, places = encoded("__PARAMETERS"), {}
    for order, (name, kind) in enumerate(properties):
        info = wmi.PROPERTY_INFO()
        info["PropertyType"], info["DeclarationOrder"] = kind, order
        info["ValueTableOffset"], info["ClassOfOrigin"] = 4 * order, 0
        info["PropertyQualifierSet"] = empty_qualifiers()
        places[name] = len(heap), len(heap) + len(encoded(name))
        heap += encoded(name) + info.getData()
    part = wmi.CLASS_PART()
    part["ClassHeader"] = wmi.CLASS_HEADER()
    part["ClassHeader"]["ClassNameRef"] = 0
    part["ClassHeader"]["NdTableValueTableLength"] = (len(properties) - 1) // 4 + 1 + 4 * len(properties)
    part["DerivationList"] = wmi.DERIVATION_LIST()
    part["DerivationList"]["EncodingLength"], part["DerivationList"]["ClassNameEncoding"] = 4, b""
    part["ClassQualifierSet"] = empty_qualifiers()
    table = wmi.PROPERTY_LOOKUP_TABLE()
    table["PropertyCount"] = len(properties)
    table["PropertyLookup"] = b"".join(pack("<II", *places[name]) for name in sorted(places))
    part["PropertyLookupTable"] = table
    part["NdTable_ValueTable"] = bytes(part["ClassHeader"]["NdTableValueTableLength"])
    part["ClassHeap"] = wmi.HEAP()
    part["ClassHeap"]["HeapLength"], part["ClassHeap"]["HeapItem"] = len(heap) | 0x80000000, heap
    return {"ClassType": {"CurrentClass": {"ClassPart": part}}}


def create_process():
    string, thing = wmi.CIM_TYPE_ENUM.CIM_TYPE_STRING.value, wmi.CIM_TYPE_ENUM.CIM_TYPE_OBJECT.value
    properties = ("CommandLine", string), ("CurrentDirectory", string), ("ProcessStartupInformation", thing)
    raw = parameters_class(properties)
    definition = {
        "name": "Create",
        "InParams": OrderedDict((name, {"type": kind}) for name, kind in properties),
        "InParamsRaw": raw,
        "OutParamsRaw": raw,
    }
    process = bare(wmi.IWbemClassObject, Object(wmi.IID_IWbemServices, 1), wmi.IID_IWbemClassObject)
    services = bare(wmi.IWbemServices, Object(wmi.IID_IWbemServices, 2), wmi.IID_IWbemServices)
    process.__dict__["_IWbemClassObject__iWbemServices"] = services
    process.createMethods("Win32_Process", {"Create": definition})
    process.Create(f"{command} {arguments}", "C:\\", None)


def text(value):
    variant = oaut.VARIANT(None, False)
    variant["clSize"], variant["vt"] = 5, oaut.VARENUM.VT_BSTR
    variant["_varUnion"]["tag"] = oaut.VARENUM.VT_BSTR
    variant["_varUnion"]["bstrVal"]["asData"] = value
    return variant


def execute_shell_command():
    view = bare(oaut.IDispatch, Object(oaut.IID_IDispatch, 3), oaut.IID_IDispatch)
    member = view.GetIDsOfNames(("ExecuteShellCommand",))[0]
    given = oaut.DISPPARAMS(None, False)
    given["rgdispidNamedArgs"], given["cArgs"], given["cNamedArgs"] = dcomrt.NULL, 4, 0
    for value in "7", arguments, "C:\\", command:
        given["rgvarg"].append(text(value))
    try:
        view.Invoke(member, 0x409, oaut.DISPATCH_METHOD, given, 0, [], [])
    except Exception as error:  # the answer has no more than its code
        print("invoke:", type(error).__name__)


activate(WMI_LOGIN, wmi.IID_IWbemLevel1Login)
create_process()
activate(MMC20, oaut.IID_IDispatch)
execute_shell_command()
