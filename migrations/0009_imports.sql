CREATE TABLE `import_items` (
	`import_id` integer NOT NULL,
	`n` integer NOT NULL,
	`outcome` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`url` text,
	`notes` text NOT NULL,
	PRIMARY KEY(`import_id`, `n`)
);
--> statement-breakpoint
CREATE TABLE `import_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`article_id` integer,
	`page_id` integer,
	`media_hash` text,
	`detail` text,
	`fingerprint` text NOT NULL,
	`version` integer NOT NULL,
	`turn` text NOT NULL,
	`outcome` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hash` text NOT NULL,
	`format` text NOT NULL,
	`options` text NOT NULL,
	`dump` text NOT NULL,
	`bytes` integer NOT NULL,
	`state` text NOT NULL,
	`detail` text,
	`run` integer DEFAULT 1 NOT NULL,
	`cursor` integer DEFAULT 0 NOT NULL,
	`created` integer DEFAULT 0 NOT NULL,
	`changed` integer DEFAULT 0 NOT NULL,
	`unchanged` integer DEFAULT 0 NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`by` text NOT NULL,
	`lease` text,
	`leased_until` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imports_dump` ON `imports` (`hash`,`format`,`options`);--> statement-breakpoint
CREATE INDEX `imports_running` ON `imports` (`id`) WHERE state = 'running';