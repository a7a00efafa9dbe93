from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inspections", "0006_doubted_returns")]

    operations = [
        migrations.AddField(
            model_name="inspection",
            name="nation",
            field=models.CharField(
                choices=[
                    ("england", "England"),
                    ("wales", "Wales"),
                    ("scotland", "Scotland"),
                    ("northern-ireland", "Northern Ireland"),
                ],
                default="england",  # by whose duties every casebook was built before anybody was asked
                max_length=20,
            ),
            preserve_default=False,
        )
    ]
