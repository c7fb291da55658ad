"""libcloud's own PowerDNS driver against the API: list, create, update, delete of zones and records. Prints what it saw."""
import json
import sys

from libcloud.dns.providers import get_driver
from libcloud.dns.types import Provider, RecordType

host, port, key = sys.argv[1], int(sys.argv[2]), sys.argv[3]
driver = get_driver(Provider.POWERDNS)(key, host=host, port=port, secure=False, api_version="v1")


def zone_named(name):
    return next(zone for zone in driver.list_zones() if zone.domain == name)


def records(zone):
    kept = [record for record in driver.list_records(zone) if record.type not in ("SOA", "NS")]
    return sorted([record.name, record.type, record.data, record.ttl] for record in kept)


seen = {}
driver.create_zone("lib.test.", extra={"nameservers": ["ns1.b.test."], "kind": "Master"})
zone = zone_named("lib.test.")
seen["zone"] = [zone.id, zone.domain]
seen["get_zone"] = driver.get_zone("lib.test.").domain
driver.create_record("www.lib.test.", zone, RecordType.A, "192.0.2.1", extra={"ttl": 300})
driver.create_record("txt.lib.test.", zone, RecordType.TXT, '"a text"', extra={"ttl": 60})
seen["created"] = records(zone)
record = next(record for record in driver.list_records(zone) if record.type == "A")
driver.update_record(record, "www.lib.test.", RecordType.A, "192.0.2.2", extra={"ttl": 600})
seen["updated"] = records(zone)
record = next(record for record in driver.list_records(zone) if record.type == "TXT")
driver.delete_record(record)
seen["deleted"] = records(zone)
seen["gone"] = driver.delete_zone(zone)
seen["zones"] = [zone.domain for zone in driver.list_zones()]
print(json.dumps(seen))
