CREATE TABLE `read_hosts` (
	`day` text NOT NULL,
	`article_id` integer NOT NULL,
	`host` text NOT NULL,
	`reads` integer NOT NULL,
	PRIMARY KEY(`day`, `article_id`, `host`)
);
