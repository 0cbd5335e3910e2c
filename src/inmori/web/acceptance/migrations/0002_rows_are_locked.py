"""Puts the third lock on this app's tables."""

from django.db import migrations

from inmori.web.tenants.row_security import protect


class Migration(migrations.Migration):
    """Row-level security; nothing on databases that have none."""

    dependencies = [("acceptance", "0001_initial")]
    operations = [
        protect("acceptance_acceptance"),
    ]
