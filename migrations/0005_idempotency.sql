CREATE TABLE `idempotency_keys` (
	`by` text NOT NULL,
	`path` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text,
	`status` integer,
	`headers` text,
	`body` text,
	PRIMARY KEY(`by`, `path`, `key`)
);
