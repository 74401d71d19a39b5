"""The fixtures of every test, wherever it stands."""

pytest_plugins = ["tests.environment", "tests.browser", "tests.cast", "tests.identity", "tests.journeys"]
