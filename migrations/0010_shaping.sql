-- What an endpoint's requests carry that nobody may read again, sealed as the signing secrets are.

create table endpoint_credentials (
    endpoint_id uuid    primary key references endpoint (id) on delete cascade,
    project_id  uuid    not null,
    version     bigint  not null,   -- config_version it was sealed at; bound into the box
    key_id      integer not null,   -- the master key that opens it
    sealed      bytea   not null
);
