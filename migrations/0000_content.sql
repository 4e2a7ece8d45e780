CREATE TABLE `archive_days` (
	`section_id` integer NOT NULL,
	`lang` text NOT NULL,
	`month` text NOT NULL,
	`days` text NOT NULL,
	PRIMARY KEY(`section_id`, `lang`, `month`)
);
--> statement-breakpoint
CREATE TABLE `archives` (
	`section_id` integer NOT NULL,
	`lang` text NOT NULL,
	`months` text NOT NULL,
	PRIMARY KEY(`section_id`, `lang`)
);
--> statement-breakpoint
CREATE TABLE `article_html` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`html` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `article_reads` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`base` integer DEFAULT 0 NOT NULL,
	`counted` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `article_slugs` (
	`section_id` integer NOT NULL,
	`lang` text NOT NULL,
	`slug` text NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`section_id`, `lang`, `slug`)
);
--> statement-breakpoint
CREATE INDEX `article_slugs_article` ON `article_slugs` (`article_id`);--> statement-breakpoint
CREATE TABLE `article_sources` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`format` text NOT NULL,
	`source` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `article_tags` (
	`article_id` integer NOT NULL,
	`tag` text NOT NULL,
	`lang` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`article_id`, `tag`)
);
--> statement-breakpoint
CREATE INDEX `article_tags_page` ON `article_tags` (`tag`,`lang`,`published_at`,`article_id`);--> statement-breakpoint
CREATE TABLE `article_texts` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `articles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`guid` text NOT NULL,
	`section_id` integer NOT NULL,
	`lang` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`kind` text,
	`summary` text,
	`excerpt` text NOT NULL,
	`author` text,
	`source_name` text,
	`source_url` text,
	`cover` text,
	`tags` text NOT NULL,
	`related` text NOT NULL,
	`state` text NOT NULL,
	`published_at` integer,
	`day` text,
	`expire_at` integer,
	`translation_of` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_guid` ON `articles` (`guid`);--> statement-breakpoint
CREATE INDEX `articles_in_section` ON `articles` (`section_id`,`lang`,`published_at`,`id`) WHERE state = 'live';--> statement-breakpoint
CREATE INDEX `articles_in_site` ON `articles` (`lang`,`published_at`,`id`) WHERE state = 'live';--> statement-breakpoint
CREATE INDEX `articles_expiring_in_section` ON `articles` (`section_id`,`lang`,`expire_at`) WHERE state = 'live' and expire_at is not null;--> statement-breakpoint
CREATE INDEX `articles_expiring` ON `articles` (`lang`,`expire_at`) WHERE state = 'live' and expire_at is not null;--> statement-breakpoint
CREATE INDEX `articles_translating` ON `articles` (`translation_of`) WHERE translation_of is not null;--> statement-breakpoint
CREATE INDEX `articles_created` ON `articles` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_state_created` ON `articles` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_section_created` ON `articles` (`section_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`action` text NOT NULL,
	`target` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deferred_purges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner` text,
	`tags` text NOT NULL,
	`due_at` integer NOT NULL,
	`every_seconds` integer,
	`asked_at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deferred_purges_owner_unique` ON `deferred_purges` (`owner`);--> statement-breakpoint
CREATE INDEX `deferred_purges_due` ON `deferred_purges` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE TABLE `guards` (
	`ok` integer NOT NULL,
	CONSTRAINT "guard" CHECK("guards"."ok" = 1)
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE TABLE `ledger` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tag` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ledger_tag` ON `ledger` (`tag`,`id`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `media` (
	`hash` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer,
	`height` integer,
	`created_at` integer NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rankings` (
	`scope` text PRIMARY KEY NOT NULL,
	`article_ids` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `read_days` (
	`day` text NOT NULL,
	`article_id` integer NOT NULL,
	`reads` integer NOT NULL,
	PRIMARY KEY(`day`, `article_id`)
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`article_id` integer NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`action` text NOT NULL,
	`fields` text NOT NULL,
	`format` text NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`article_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `search_terms` (
	`term` text PRIMARY KEY NOT NULL,
	`list` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `section_slugs` (
	`slug` text PRIMARY KEY NOT NULL,
	`section_id` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sections_slug_unique` ON `sections` (`slug`);--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`guid` text NOT NULL,
	`incarnation` text NOT NULL,
	`settings` text NOT NULL,
	`frame` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "site_is_one_row" CHECK("site"."id" = 1)
);
