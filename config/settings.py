"""Every setting, read from the environment; docs/operations.md lists them. No logic but to refuse what must not be."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SAMSPEL_VAR", ROOT / "var"))


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def needed(name: str, trial: str) -> str:
    """The value; in production its absence stops the program, in a trial a fixed one does."""
    value = os.environ.get(name, "")
    if not value and PRODUCTION:
        raise ImproperlyConfigured(f"{name} must be set in production, see docs/operations.md")
    return value or trial


# --- Trial or production -------------------------------------------------------------------------

DEMO = flag("SAMSPEL_DEMO")
ENVIRONMENT = os.environ.get("SAMSPEL_ENV") or ("trial" if DEMO else "production")
if ENVIRONMENT not in {"production", "trial"}:
    # A slip of the pen must not open a trial, whose keys everybody can read here.
    raise ImproperlyConfigured(f"SAMSPEL_ENV is production or trial, not {ENVIRONMENT!r}")
PRODUCTION = ENVIRONMENT == "production"
DEMO_BOUNDARIES = listed("SAMSPEL_DEMO_BOUNDARIES")
HTTPS = flag("SAMSPEL_HTTPS", default=PRODUCTION)
if DEMO and (PRODUCTION or HTTPS or listed("SAMSPEL_HOSTS")):
    raise ImproperlyConfigured(
        "SAMSPEL_DEMO is on together with production settings (SAMSPEL_ENV, SAMSPEL_HTTPS or SAMSPEL_HOSTS): "
        "anybody could sign in as anybody. Turn one of them off."
    )

SECRET_KEY = needed("SECRET_KEY", "only-for-trying-" + "x" * 40)
FIELD_KEYS = listed("SAMSPEL_FIELD_KEYS") or [
    needed("SAMSPEL_FIELD_KEYS", "dHJpYWwtb25seS10cmlhbC1vbmx5LXRyaWFsLW9ubHk=")
]
# The log's seals: the first key seals, all can check. Where the chain's head is published, outside the database.
LOG_KEYS = listed("SAMSPEL_LOG_KEY") or [needed("SAMSPEL_LOG_KEY", "only-for-trying-" + "z" * 40)]
LOG_HEADS = listed("SAMSPEL_LOG_HEADS") or [f"file://{VAR}/log-heads.txt"]
LOG_HEADS_OUTSIDE = bool(listed("SAMSPEL_LOG_HEADS"))
DEBUG = False
ALLOWED_HOSTS = listed("SAMSPEL_HOSTS") or (["*"] if not PRODUCTION else [])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in listed("SAMSPEL_HOSTS")]
# The address that letters link to, since a job has no request to take it from.
BASE_URL = needed("SAMSPEL_URL", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip("/")

# --- What it is made of --------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "ninja",
    "django_htmx",
    "procrastinate.contrib.django",
    "samspel.core",
    "samspel.ui",
    "samspel.municipality",
    "samspel.accounts",
    "samspel.protection",
    "samspel.duty",
    "samspel.commissions",
    "samspel.questions",
    "samspel.observations",
    "samspel.escalation",
    "samspel.situation",
    "samspel.targets",
    "samspel.plans",
    "samspel.interventions",
    "samspel.thread",
    "samspel.portal",
    "samspel.web",
    # After ours, so that our templates stand in for theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "samspel.web.middleware.api_by_tls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "samspel.core.middleware.headers",
    "samspel.core.middleware.cookies",
    "samspel.web.middleware.problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samspel.core.middleware.wellformed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samspel.accounts.middleware.timeouts",
    "samspel.accounts.middleware.vouched",
    "samspel.accounts.middleware.who",
    "samspel.accounts.middleware.own_password",
    "samspel.accounts.middleware.second_factor",
    "samspel.accounts.middleware.again",
    "samspel.core.middleware.declared",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "samspel.web.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "samspel.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # a form's widgets are drawn in 40 % of the time

# --- Database ------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **dj_database_url.parse(needed("DATABASE_URL", "postgres://samspel_app@127.0.0.1:5432/samspel")),
        "CONN_MAX_AGE": int(os.environ.get("SAMSPEL_KEEP_CONNECTIONS", "600")),
        "CONN_HEALTH_CHECKS": True,
    }
}
# A server that is gone without a word is noticed within half a minute, and not after the hours that TCP waits.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    **DATABASES["default"].get("OPTIONS", {}),
}
CACHES = {
    "default": {
        "BACKEND": "samspel.core.cache.Cache",
        "LOCATION": "core_cache",
        # The rate limits live here: nobody shall be able to push them out by asking for many things.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Language, time ------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "samspel" / "cli" / "locale"]  # the command is no Django app
TIME_ZONE = os.environ.get("SAMSPEL_TIME_ZONE", "Europe/Stockholm")
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Sign-in -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "samspel.accounts.passwords.WordsOfOurs"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "samspel.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key,20/m/ip",
    "login": "60/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# How many, in how many seconds. Many share one address (a library, a school): generous for askers, hopeless for who
# tries codes.
LIMITS = {"api_write": (120, 60), "ask": (60, 3600), "look_up": (30, 600), "signed_out": (600, 60)}
ACCOUNT_FORMS = {
    "login": "samspel.accounts.forms.SignInForm",
    "reauthenticate": "samspel.accounts.forms.AgainForm",
    "change_password": "samspel.accounts.forms.PasswordForm",
}
MFA_ADAPTER = "samspel.accounts.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "samspel.accounts.forms.CodeForm",
    "reauthenticate": "samspel.accounts.forms.CodeAgainForm",
    "activate_totp": "samspel.accounts.forms.ActivateForm",
    "add_webauthn": "samspel.accounts.forms.PasskeyForm",
    "login_webauthn": "samspel.accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "samspel.accounts.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "samspel.accounts.forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# How many proxies stand in front, so that a rate limit counts the caller's address and not the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("SAMSPEL_BEHIND_PROXY") else 0
MFA_TOTP_ISSUER = "Samspel"
SESSION_IDLE_MINUTES = int(os.environ.get("SAMSPEL_IDLE_MINUTES", "120"))
SESSION_LONGEST_MINUTES = int(os.environ.get("SAMSPEL_SESSION_MINUTES", "720"))
SESSION_COOKIE_AGE = SESSION_LONGEST_MINUTES * 60
# How long it is enough to have shown who one is, before what is sensitive (samspel/accounts/sensitive.py).
AGAIN_SECONDS = ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * int(os.environ.get("SAMSPEL_AGAIN_MINUTES", "15"))
# Who can do great harm alone: gives others their rights, sees every alarm, reads the whole log.
SECOND_FACTOR = listed("SAMSPEL_SECOND_FACTOR") or [
    "administrator",
    "head_of_security",
    "duty_officer",
    "data_protection_officer",
]
SEAL_DAYS = int(os.environ.get("SAMSPEL_SEAL_DAYS", "365"))
SEAL_HOURS = int(os.environ.get("SAMSPEL_SEAL_HOURS", "24"))

# --- The municipality's identity provider --------------------------------------------------------

OIDC: dict[str, Any] = {
    "issuer": os.environ.get("SAMSPEL_OIDC_ISSUER", ""),
    "client_id": os.environ.get("SAMSPEL_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("SAMSPEL_OIDC_CLIENT_SECRET", ""),
    "rules": os.environ.get("SAMSPEL_OIDC_RULES", ""),
    "claim": os.environ.get("SAMSPEL_OIDC_CLAIM", "groups"),
    "scopes": listed("SAMSPEL_OIDC_SCOPES") or ["openid", "profile", "email", "offline_access"],
    "strong": listed("SAMSPEL_OIDC_STRONG") or ["mfa"],
    "check_seconds": 60 * int(os.environ.get("SAMSPEL_OIDC_CHECK_MINUTES", "5")),
    "grace_seconds": 60 * int(os.environ.get("SAMSPEL_OIDC_GRACE_MINUTES", "60")),
}
if OIDC["issuer"] and not (OIDC["client_id"] and OIDC["secret"] and OIDC["rules"]):
    raise ImproperlyConfigured(
        "SAMSPEL_OIDC_ISSUER needs SAMSPEL_OIDC_CLIENT_ID, SAMSPEL_OIDC_CLIENT_SECRET and SAMSPEL_OIDC_RULES beside it."
    )
if OIDC["issuer"] and PRODUCTION and not OIDC["issuer"].startswith("https://"):
    raise ImproperlyConfigured("SAMSPEL_OIDC_ISSUER must be an https address in production.")
SOCIALACCOUNT_ADAPTER = "samspel.accounts.provider.adapter.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

# --- Where indicators are fetched from: these servers, and no other -------------------------------

KOLADA_URL = os.environ.get("SAMSPEL_KOLADA", "https://api.kolada.se/v3").strip()
PXWEB_URL = os.environ.get("SAMSPEL_PXWEB", "https://api.scb.se/OV0104/v1/doris/sv/ssd").strip()
STATISTICS_CODE = os.environ.get("SAMSPEL_STATISTICS_CODE", "").strip()

# --- What a browser may do -----------------------------------------------------------------------

# Map tiles come from a host of the operator's choice, or from nowhere: then the maps show the boundaries alone.
TILES = os.environ.get("SAMSPEL_TILES", "").strip()
TILES_ATTRIBUTION = os.environ.get("SAMSPEL_TILES_ATTRIBUTION", "").strip()
_tiles = urlsplit(TILES.replace("{s}", "*"))
if TILES and (
    _tiles.scheme != "https" or not _tiles.hostname or not all(mark in TILES for mark in ("{z}", "{x}", "{y}"))
):
    raise ImproperlyConfigured("SAMSPEL_TILES is an address such as https://tiles.example.se/{z}/{x}/{y}.png")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", *([f"https://{_tiles.netloc}"] if TILES else [])],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Residents look up their question in a library, too: what a browser knows of them ends when it is closed.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samspel.web.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("SAMSPEL_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# One file, and only where a view asks for it (`core.uploads.takes_file`).
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["samspel.core.uploads.AskedFor"]

# --- Static files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    ("fonts/familjen", ROOT / "node_modules/@fontsource-variable/familjen-grotesk/files"),
    ("fonts/hanken", ROOT / "node_modules/@fontsource-variable/hanken-grotesk/files"),
    ("leaflet", ROOT / "node_modules/leaflet/dist"),
]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# What was uploaded; a backup takes it along.
MEDIA_ROOT = Path(os.environ.get("SAMSPEL_FILES", VAR / "files"))

# --- What is sent --------------------------------------------------------------------------------

# Each channel is a class with send(message); a text-message gateway comes here, the same way.
CHANNELS = {"email": "samspel.core.channels.Email"}
# The ways that an alarm goes: e-mail wakes nobody, so a gateway for text messages comes beside it, to the numbers.
ALARM_CHANNELS = listed("SAMSPEL_ALARM_CHANNELS") or ["email"]
EMAIL = urlsplit(needed("EMAIL_URL", f"file://{VAR}/mail"))
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if EMAIL.scheme == "file"
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = EMAIL.path
EMAIL_HOST = EMAIL.hostname or "localhost"
EMAIL_PORT = EMAIL.port or 25
EMAIL_HOST_USER = EMAIL.username or ""
EMAIL_HOST_PASSWORD = EMAIL.password or ""
EMAIL_USE_TLS = EMAIL.scheme == "smtp+tls"
EMAIL_USE_SSL = EMAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "samspel@localhost")

PROCRASTINATE_ON_APP_READY = "samspel.core.jobs.ready"
# What should have run while the worker was down, up to a day ago, runs when it is back.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

# --- The operator's log --------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "samspel.core.logs.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SAMSPEL_LOG_LEVEL", "WARNING")},
}
