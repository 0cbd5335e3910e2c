"""Lets a partner's page read figures of all its hospitals in one question."""

from django.db import migrations

from inmori.web.tenants.row_security import share


class Migration(migrations.Migration):
    """A second policy, for reading alone; nothing on databases that have none."""

    dependencies = [("versions", "0003_alter_standing_duties_open")]
    operations = [
        share("versions_version"),
        share("versions_standing"),
    ]
