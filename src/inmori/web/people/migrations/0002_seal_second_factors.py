"""Secrets of second factors from before they were sealed (:mod:`inmori.web.people.mfa_secrets`) are sealed."""

from typing import Any

from django.db import migrations

from inmori.web.people.mfa_secrets import seal

KEPT = ("secret", "seed")


def seal_all(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        row.data |= {name: seal(row.data[name]) for name in KEPT if name in row.data}
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [seal(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, migrations.RunPython.noop)]
