from django.db import migrations, models

from products.search_text import product_tokens

CHUNK = 1000


def write_words(apps, schema_editor):
    """Write the words that products saved from now on bring along."""
    Product = apps.get_model("products", "Product")
    rows = Product.objects.select_related("brand").only(
        "brand__name", "brand_typed", "name", "families", "trace_families", "inci_names"
    )
    changed = []
    for product in rows.iterator(chunk_size=CHUNK):
        maker = product.brand.name if product.brand else product.brand_typed
        product.search_tokens = product_tokens(
            f"{maker} {product.name}".strip(),
            ingredients=product.inci_names,
            tags=[*product.families, *product.trace_families],
        )
        changed.append(product)
    Product.objects.bulk_update(changed, ["search_tokens"], batch_size=CHUNK)


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0005_suggestions'),
    ]

    operations = [
        migrations.AddField(
            model_name='product',
            name='popularity',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='product',
            name='search_tokens',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]
