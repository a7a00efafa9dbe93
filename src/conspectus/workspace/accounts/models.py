"""A person who signs in, known by an e-mail address."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac


class UserManager(BaseUserManager["User"]):
    """Makes people."""

    def create_user(self, email: str, name: str, password: str | None = None, **more: Any) -> "User":  # noqa: ANN401 - Django's
        """A person; without a password nobody can sign in as them until they choose one.

        A ValidationError where the password is none that the policy takes: `createsuperuser` would let it pass.
        """
        user = self.model(email=self.normalize_email(email), name=name, **more)
        if password is not None:
            validate_password(password, user)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str, password: str | None = None) -> "User":
        """Whoever runs the workspace: may set up inspections and invite, and sees none by that alone."""
        return self.create_user(email, name, password, is_staff=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do is decided by their role in each inspection, not by who they are."""

    socialaccount_set: "models.QuerySet[Any]"  # the sign-in library's: how they are known to organisations

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True, help_text="Unset to shut a person out; nothing is deleted.")
    is_staff = models.BooleanField(default=False, help_text="May set up inspections.")
    date_joined = models.DateTimeField(default=timezone.now)
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text="Counted up to end every session of theirs at once."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def taken_up(self) -> bool:
        """Whether they have ever chosen a password, or come by their organisation."""
        return self.has_usable_password() or bool(self.socialaccount_set.all())

    def end_sessions(self) -> None:
        """End every session of theirs; each finds out at its next request."""
        type(self).objects.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django holds each session against at every request: a new password ends them, and so does the count."""
        salt = "conspectus.workspace.accounts.models.User"
        value = f"{self.password} {self.sessions_ended}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
