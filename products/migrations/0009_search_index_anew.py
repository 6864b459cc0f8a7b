"""Changes no column: the search index is made anew after any migration of products."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("products", "0008_upload_steps")]

    operations = []
