from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("municipality", "0003_data_protection_officer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_municipality_scope",
        ),
        migrations.AlterField(
            model_name="assignment",
            name="function",
            field=models.CharField(
                choices=[
                    ("area_coordinator", "Area coordinator"),
                    ("district_coordinator", "District coordinator"),
                    ("outreach_worker", "Outreach worker"),
                    ("bridge_builder", "Bridge builder"),
                    ("safety_host", "Safety host"),
                    ("polare", "Polare"),
                    ("contact_centre", "Contact centre"),
                    ("department_contact", "Department contact"),
                    ("manager", "Manager"),
                    ("department_management", "Department management"),
                    ("body_member", "Member of a body"),
                    ("body_convenor", "Convenor of a body"),
                    ("head_of_security", "Head of security"),
                    ("duty_officer", "Duty officer"),
                    ("evaluator", "Evaluator"),
                    ("partner", "Partner"),
                    ("data_protection_officer", "Data protection officer"),
                    ("administrator", "Administrator"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "function__in",
                            [
                                "contact_centre",
                                "head_of_security",
                                "duty_officer",
                                "evaluator",
                                "data_protection_officer",
                                "administrator",
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("body__isnull", True),
                        ("department__isnull", True),
                        ("organisation__isnull", True),
                        ("team__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="assignment_municipality_scope",
            ),
        ),
    ]
