CREATE TABLE `media_removals` (
	`hash` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `media_uses` (
	`hash` text NOT NULL,
	`article_id` integer NOT NULL,
	`place` text NOT NULL,
	PRIMARY KEY(`hash`, `article_id`, `place`)
);
--> statement-breakpoint
CREATE INDEX `media_uses_article` ON `media_uses` (`article_id`,`place`);--> statement-breakpoint
CREATE INDEX `media_created` ON `media` (`created_at`,`hash`);--> statement-breakpoint
-- What articles name already: each `/media/` of a source, one after the other, in time linear in their number.
INSERT INTO `media_uses` (`hash`, `article_id`, `place`)
WITH RECURSIVE named(article_id, rest) AS (
  SELECT article_id, substr(source, instr(source, '/media/') + 7) FROM article_sources WHERE instr(source, '/media/') > 0
  UNION ALL
  SELECT article_id, substr(rest, instr(rest, '/media/') + 7) FROM named WHERE instr(rest, '/media/') > 0
)
SELECT DISTINCT substr(rest, 1, 64), article_id, 'body' FROM named WHERE substr(rest, 1, 64) IN (SELECT hash FROM media)
UNION ALL
SELECT substr(url, instr(url, '/media/') + 7, 64), id, 'cover'
FROM (SELECT id, json_extract(cover, '$.url') AS url FROM articles WHERE cover IS NOT NULL)
WHERE instr(url, '/media/') > 0 AND substr(url, instr(url, '/media/') + 7, 64) IN (SELECT hash FROM media);
