"""Django's settings. What differs between places comes from the environment: see `place.py` and `docs/how-to`."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from conspectus.workspace.config import keys, organisations, place

HERE = Path(__file__).resolve().parents[1]

DATA = place.data_folder()
SECRET_KEY = keys.secret_key(DATA)
DATA_KEYS = keys.data_keys(DATA)  # of returns and documents where they lie: the first encrypts, all read
PLAIN = place.private(
    "CONSPECTUS_PLAIN", DATA / "plain"
)  # where files lie as plain text while they are looked at
DEMO = os.environ.get("CONSPECTUS_DEMO") == "1"  # made-up people only: no second factor, local addresses only
HTTPS = os.environ.get("CONSPECTUS_HTTPS") == "1"  # whether people reach us by https: cookies, HSTS
DEBUG = False

_HOSTS = os.environ.get("CONSPECTUS_HOSTS", "")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, [] if DEMO else _HOSTS.split(","))]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "conspectus.workspace.accounts",
    "conspectus.workspace.audit",
    "conspectus.workspace.inspections",
    "conspectus.workspace.linking",
    "conspectus.workspace.sampling",
    "conspectus.workspace.reading",
    "conspectus.workspace.evidence",
    "conspectus.workspace.ratings",
    "conspectus.workspace.judgments",
    "conspectus.workspace.letters",
    "conspectus.workspace.practice",
    "conspectus.workspace.retention",
    "conspectus.workspace.series",
    "conspectus.workspace.api",
    "conspectus.workspace.help",
    "conspectus.workspace.config",  # after all of them, which it wires together
]

MIDDLEWARE = [
    "conspectus.workspace.config.health.health_told",  # before all that could itself be what fails
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "conspectus.workspace.config.middleware.SizeMiddleware",  # before the next, which reads forms
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "conspectus.workspace.accounts.middleware.SessionLimitsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "conspectus.workspace.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "conspectus.workspace.config.middleware.never_kept",
    "conspectus.workspace.config.middleware.refusals_told",
]

ROOT_URLCONF = "conspectus.workspace.config.urls"
WSGI_APPLICATION = "conspectus.workspace.config.wsgi.application"
DATABASES = {"default": place.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Lock-outs must be seen by every worker, so the cache is in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "conspectus.workspace.config.loading.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conspectus.workspace.config.context.shown_everywhere",
            ],
            "builtins": ["conspectus.workspace.config.templatetags.words"],
        },
    }
]
FORM_RENDERER = "conspectus.workspace.config.forms.Renderer"

# --- who is there ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},  # three random words: longer beats stranger
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "conspectus.workspace.accounts.passwords.GuessedLateValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "conspectus.workspace.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by an invitation to their address, which proves it
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Of codes of the second factor, by account: whoever comes so far knows the password. Wrong passwords: `locking`.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # whose word on the visitor's address is taken
ORGANISATIONS = () if DEMO else organisations.providers()  # by which people may sign in
SOCIALACCOUNT_PROVIDERS = organisations.as_the_library_has_them(ORGANISATIONS)
SOCIALACCOUNT_ADAPTER = "conspectus.workspace.accounts.organisation.matching.OrganisationsAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds for an organisation to answer
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Conspectus"
MFA_FORMS = {"activate_totp": "conspectus.workspace.accounts.second_factor.ActivateForm"}
SESSION_ENGINE = "conspectus.workspace.accounts.sessions"
SESSION_AT_MOST = SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
ESCALATE_AFTER = 60 * int(
    os.environ.get("CONSPECTUS_ESCALATE_MINUTES", "60")
)  # seconds after which a concern that nobody acknowledged is told to more people
SESSION_IDLE = 60 * int(os.environ.get("CONSPECTUS_IDLE_MINUTES", "30"))  # seconds without a request
INVITATION_LASTS = 7 * 24 * 60 * 60  # seconds in which a link must be used
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "conspectus.workspace.config.refusing.form_too_old"

# --- what browsers are told -----------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the code that an authenticator app scans
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# --- the rest -------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LARGEST_DOCUMENT = int(os.environ.get("CONSPECTUS_LARGEST_DOCUMENT", "25")) * 2**20  # bytes; the variable: MB
CLAMD = os.environ.get("CONSPECTUS_CLAMD", "")  # socket of ClamAV's daemon; empty: documents are not scanned
LIBRARY = place.library()  # published reports to learn from
LIBRARY_PUBLIC = (
    os.environ.get("CONSPECTUS_LIBRARY_PUBLIC") == "1"
)  # whether they can be read without signing in
MEDIA_ROOT = DATA / "uploads"
FILE_UPLOAD_TEMP_DIR = PLAIN
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20  # of a form; files are streamed to disk and have limits of their own

_MAIL = None if DEMO else place.mail_server()
MAILED = (
    _MAIL is not None
)  # whether e-mail leaves the machine; if not, links are handed over by whoever made them
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
if _MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = _MAIL.host, _MAIL.port, 20
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.tls
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("CONSPECTUS_EMAIL_FROM", "conspectus@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
