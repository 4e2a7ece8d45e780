CREATE TABLE `redirects` (
	`from` text PRIMARY KEY NOT NULL,
	`to` text NOT NULL,
	`to_path` text
);
--> statement-breakpoint
CREATE INDEX `redirects_to_path` ON `redirects` (`to_path`) WHERE to_path is not null;--> statement-breakpoint
CREATE TABLE `standing_page_slugs` (
	`slug` text PRIMARY KEY NOT NULL,
	`page_id` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `standing_page_texts` (
	`page_id` integer NOT NULL,
	`lang` text NOT NULL,
	`title` text NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`excerpt` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`page_id`, `lang`)
);
--> statement-breakpoint
CREATE TABLE `standing_pages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`place` text,
	`position` integer NOT NULL,
	`format` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `standing_pages_slug_unique` ON `standing_pages` (`slug`);