"""People and schools. What one may do with them is in `rules` and `services`."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Lower
from django.db.models.lookups import LessThan
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from samenwijzer.lib.adres import MAX_LENGTH, clean_adres
from samenwijzer.lib.tekst import tekst_constraints
from scholen.woorden import woord

MOST_DAYS = 60  # of one free period


ZONDER_NAAM = "Nog zonder naam"


class GebruikerManager(BaseUserManager["Gebruiker"]):
    def create_user(self, email: str, naam: str = "", **values: object) -> "Gebruiker":
        """Add somebody by address; there is no password and never will be."""
        gebruiker = self.model(email=clean_adres(email), naam=naam, **values)
        gebruiker.set_unusable_password()
        gebruiker.save(using=self._db)
        return gebruiker

    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        return self.get(email=username)


class Gebruiker(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in with an e-mail address.

    `is_staff` opens the admin, for content and accounts; it gives no way to what
    people confide.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", max_length=MAX_LENGTH, unique=True)
    naam = models.CharField("naam", max_length=80, blank=True)
    is_active = models.BooleanField("mag zich aanmelden", default=True)
    is_staff = models.BooleanField("mag in het beheer", default=False)
    created_at = models.DateTimeField("sinds", default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = GebruikerManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["naam", "email"]
        constraints = [
            *tekst_constraints("gebruiker", "naam", max_length=80),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="gebruiker_email_klein"
            ),
            models.CheckConstraint(
                condition=Q(password__startswith="!"),  # noqa: S106
                name="gebruiker_zonder_wachtwoord",
            ),
        ]

    def __str__(self) -> str:
        return self.naam or self.email

    @property
    def roepnaam(self) -> str:
        """What colleagues see: never the address, which only coordinators do."""
        return self.naam or ZONDER_NAAM

    def get_short_name(self) -> str:
        return self.naam.split(" ")[0] if self.naam else self.email


class Soort(models.TextChoices):
    """What kind of place people belong to."""

    SCHOOL = "school", "school"
    LERARENOPLEIDING = "lerarenopleiding", "lerarenopleiding"


class Regio(models.TextChoices):
    """Where a school is: its country, its words and its holidays follow from this."""

    VLAANDEREN = "vlaanderen", "Vlaanderen en Brussel"
    NL_NOORD = "nl-noord", "Nederland, regio Noord"
    NL_MIDDEN = "nl-midden", "Nederland, regio Midden"
    NL_ZUID = "nl-zuid", "Nederland, regio Zuid"

    @property
    def land(self) -> str:
        """The country, as ISO 3166-1: BE or NL."""
        return "BE" if self is Regio.VLAANDEREN else "NL"


class Rol(models.TextChoices):
    """What somebody is in a school. Being one gives no right to read talks."""

    COORDINATOR = "coordinator", "coördinator"
    DIRECTIE = "directie", "directie"
    LID = "lid", "lid"


def rol_choices(land: str) -> list[tuple[str, str]]:
    """The roles to choose from, as a country says them."""
    return [(rol.value, woord(str(rol.label), land)) for rol in Rol]


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(lidmaatschappen__gebruiker=gebruiker)


class School(models.Model):
    """A school or a teacher education programme: what a tenant is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("naam", max_length=120)
    soort = models.CharField(
        "soort", max_length=16, choices=Soort, default=Soort.SCHOOL
    )
    regio = models.CharField(
        "regio", max_length=10, choices=Regio, default=Regio.VLAANDEREN
    )
    # The one that an empty installation began with: there is at most one of those.
    eerste = models.BooleanField(default=False, editable=False)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("sinds", default=timezone.now, editable=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=Soort.values), name="school_soort"
            ),
            models.CheckConstraint(
                condition=Q(regio__in=Regio.values), name="school_regio"
            ),
            *tekst_constraints("school", "naam", max_length=120),
            models.CheckConstraint(condition=~Q(naam=""), name="school_naam"),
            models.UniqueConstraint(
                fields=["eerste"], condition=Q(eerste=True), name="school_een_eerste"
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def land(self) -> str:
        """The country, as ISO 3166-1: BE or NL."""
        return Regio(self.regio).land


class LidmaatschapQuerySet(models.QuerySet["Lidmaatschap"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The memberships of every school that this person belongs to."""
        return self.filter(school__lidmaatschappen__gebruiker=gebruiker)


class Lidmaatschap(models.Model):
    """Somebody in a school, with a role. Gone as soon as one leaves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="lidmaatschappen")
    gebruiker = models.ForeignKey(
        Gebruiker, models.CASCADE, related_name="lidmaatschappen"
    )
    rol = models.CharField("rol", max_length=12, choices=Rol, default=Rol.LID)
    created_at = models.DateTimeField("sinds", default=timezone.now, editable=False)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["gebruiker__naam", "gebruiker__email"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "gebruiker"], name="lidmaatschap_uniek"
            ),
            models.CheckConstraint(
                condition=Q(rol__in=Rol.values), name="lidmaatschap_rol"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.rolnaam} bij {self.school}"

    @property
    def rolnaam(self) -> str:
        """The role, as this school says it."""
        return woord(Rol(self.rol).label, self.school.land)


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The invitations of every school that this person belongs to."""
        return self.filter(school__lidmaatschappen__gebruiker=gebruiker)

    def waiting(self) -> Self:
        """Neither accepted nor withdrawn; possibly too old."""
        return self.filter(aangenomen_op=None, ingetrokken_op=None)

    def open(self, at: dt.datetime) -> Self:
        """Those that can be accepted at that moment."""
        return self.waiting().filter(vervalt_op__gt=at)


class Uitnodiging(models.Model):
    """A request to join a school, for one address and one role.

    Of the 256-bit token only the SHA-256 is kept, in hexadecimal: whoever reads
    the database can't accept anything.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="uitnodigingen")
    email = models.EmailField("e-mailadres", max_length=MAX_LENGTH)
    rol = models.CharField("rol", max_length=12, choices=Rol, default=Rol.LID)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    uitgenodigd_door = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("verstuurd", default=timezone.now)
    vervalt_op = models.DateTimeField("geldig tot")
    aangenomen_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "email"],
                condition=Q(aangenomen_op=None, ingetrokken_op=None),
                name="uitnodiging_een_per_adres",
            ),
            models.CheckConstraint(
                condition=Q(aangenomen_op=None) | Q(ingetrokken_op=None),
                name="uitnodiging_niet_beide",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="uitnodiging_email_klein"
            ),
            models.CheckConstraint(
                condition=Q(rol__in=Rol.values), name="uitnodiging_rol"
            ),
            models.CheckConstraint(
                condition=Q(vervalt_op__gt=F("created_at")), name="uitnodiging_duur"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rolnaam} bij {self.school}"

    @property
    def rolnaam(self) -> str:
        """The role, as this school says it."""
        return woord(Rol(self.rol).label, self.school.land)


class DaysBetween(Func):
    """How many days the second of two days comes after the first."""

    arity = 2
    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = models.IntegerField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(last), F(first))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """SQLite keeps days as text, and has a function of its own to count them."""
        return self.as_sql(
            compiler,
            connection,
            template="(JULIANDAY(%(expressions)s))",
            arg_joiner=") - JULIANDAY(",
            **context,
        )


class VrijeperiodeQuerySet(models.QuerySet["Vrijeperiode"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of every school that this person belongs to."""
        return self.filter(school__lidmaatschappen__gebruiker=gebruiker)


class Vrijeperiode(models.Model):
    """One or more days, the last one included, on which a school itself is free."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="vrijeperiodes")
    naam = models.CharField("naam", max_length=60)
    eerste = models.DateField("eerste dag")
    laatste = models.DateField("laatste dag")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VrijeperiodeQuerySet.as_manager()

    class Meta:
        verbose_name = "vrije periode"
        verbose_name_plural = "vrije periodes"
        ordering = ["eerste", "laatste", "naam"]
        constraints = [
            *tekst_constraints("vrijeperiode", "naam", max_length=60),
            models.CheckConstraint(condition=~Q(naam=""), name="vrijeperiode_naam"),
            models.CheckConstraint(
                condition=Q(laatste__gte=F("eerste")), name="vrijeperiode_volgorde"
            ),
            models.CheckConstraint(
                condition=Q(LessThan(DaysBetween("eerste", "laatste"), MOST_DAYS)),
                name="vrijeperiode_duur",
            ),
        ]

    def __str__(self) -> str:
        return f"vrij vanaf {self.eerste:%d-%m-%Y}"


def is_lid() -> Exists:
    """Of a row with `gebruiker` and `school`: whether they belong to it now."""
    return Exists(
        Lidmaatschap.objects.filter(
            gebruiker=OuterRef("gebruiker"), school=OuterRef("school")
        )
    )


def is_uitgenodigd() -> Exists:
    """Of such a row: whether they were invited to it and didn't answer yet."""
    return Exists(
        Uitnodiging.objects.waiting().filter(
            email=OuterRef("gebruiker__email"), school=OuterRef("school")
        )
    )


class BewaringQuerySet(models.QuerySet["Bewaring"]):
    def last_of(self, voorwerp: uuid.UUID) -> "Bewaring | None":
        """Who saved this last, and when, as far as it is still known."""
        own = self.filter(voorwerp=voorwerp).select_related("gebruiker")
        return own.order_by("-created_at").first()


class Bewaring(models.Model):
    """That somebody saved something: the same press twice is saved once.

    `kenmerk` is a SHA-256, in hexadecimal, over a random key with what was typed;
    the key is kept nowhere. `voorwerp` is the id of what was saved, in any table.
    After some days a row has done its work.
    """

    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="bewaringen")
    kenmerk = models.CharField(max_length=64, editable=False)
    voorwerp = models.UUIDField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BewaringQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaring"
        verbose_name_plural = "bewaringen"
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "kenmerk"], name="bewaring_uniek"
            )
        ]
        indexes = [
            models.Index(fields=["voorwerp", "-created_at"], name="bewaring_voorwerp")
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.created_at:%Y-%m-%d %H:%M}"
