CREATE TABLE `authorization_codes` (
	`hash` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`code_challenge` text NOT NULL,
	`granted` text NOT NULL,
	`scope` text,
	`person_id` integer,
	`granted_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`token_hash` text
);
