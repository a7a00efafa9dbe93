"""Where the sign-in library looks for kinds of providers that an app adds."""

from conspectus.workspace.accounts.organisation.provider import OrganisationProvider

provider_classes = [OrganisationProvider]
