"""Django's settings. What differs between installations comes from :mod:`inmori.web.deployment`, nothing else does."""

from typing import Any

from csp.constants import NONE, SELF

from inmori.web.deployment import Deployment

DEPLOYMENT = Deployment.from_environment()

SECRET_KEY = DEPLOYMENT.secret()
DEBUG = False
ALLOWED_HOSTS = list(DEPLOYMENT.hosts)
ROOT_URLCONF = "inmori.web.urls"
WSGI_APPLICATION = "inmori.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {"default": DEPLOYMENT.django_database()}

INSTALLED_APPS = [
    "inmori.web.desk",  # first, so that its templates win over allauth's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "inmori.web.people",
    "inmori.web.tenants",
    "inmori.web.audit",
    "inmori.web.evidence",
    "inmori.web.versions",
    "inmori.web.jobs",
    "inmori.web.answers",
    "inmori.web.decided",
    "inmori.web.acceptance",
    "inmori.web.roadmap",
    "inmori.web.vendors",
    "inmori.web.incident",
    "inmori.web.exercise",
    "inmori.web.corrections",
    "inmori.web.hooks",
    "inmori.web.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "inmori.web.people.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Deny by default: a view that strangers may see says so itself.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "inmori.web.people.first_use.FirstUseMiddleware",
    "inmori.web.people.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inmori.web.desk.surroundings.surroundings",
            ],
            "builtins": ["inmori.web.desk.templatetags.words"],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Length beats rules about signs; fifteen characters also satisfy the 2027 demands where no second factor is used.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 13}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "inmori.web.people.adapter.Doorkeeper"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FORM_CLASS = "inmori.web.people.name_form.NameForm"
# There may be no way to send mail: addresses are names here, and invitations are links handed over by people.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # of the link that `inmori reset-sign-in` prints
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Inmori] "
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SOCIALACCOUNT_ADAPTER = "inmori.web.people.outside_sign_in.OutsideSignIn"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"APPS": [DEPLOYMENT.directory.provider()] if DEPLOYMENT.directory else []}
}
# The deployment chose the directory, so an address that it calls verified is that person's.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "inmori.web.people.mfa_secrets.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no mail, so no address is ever verified
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Inmori 院守"
MFA_FORMS = {"add_webauthn": "inmori.web.people.passkey_form.PasskeyForm"}
# Browsers treat http://localhost as a safe place for passkeys; elsewhere https is a must.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not DEPLOYMENT.https
USERSESSIONS_TRACK_ACTIVITY = True
SECOND_FACTOR_REQUIRED = not DEPLOYMENT.one_factor

# Workers must count failed sign-ins together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_rows"}}
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = DEPLOYMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if DEPLOYMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DEPLOYMENT.https else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in DEPLOYMENT.hosts] if DEPLOYMENT.https else []
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *([DEPLOYMENT.directory.origin] if DEPLOYMENT.directory else [])],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DEPLOYMENT.folder / "static" if DEPLOYMENT.data else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Evidence comes as streams to disk, never as a whole in memory.
FILE_UPLOAD_HANDLERS = ["inmori.web.evidence.bounded_upload.BoundedUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # of one form; each is an open file until the form is read
UPLOAD_MAX_BYTES = 2_000_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"short": {"()": "inmori.web.keeping.shortage.InOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["short"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
