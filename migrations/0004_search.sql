CREATE TABLE `hot_searches` (
	`lang` text NOT NULL,
	`position` integer NOT NULL,
	`term` text NOT NULL,
	PRIMARY KEY(`lang`, `position`)
);
--> statement-breakpoint
CREATE TABLE `search_waiting` (
	`article_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `typed_searches` (
	`day` text NOT NULL,
	`lang` text NOT NULL,
	`term` text NOT NULL,
	`shown` text NOT NULL,
	`searches` integer NOT NULL,
	`visitors` integer NOT NULL,
	PRIMARY KEY(`day`, `lang`, `term`)
);
--> statement-breakpoint
-- Full-text search by words, and by grams that find every run of characters (src/content/grams.ts). The key holds when an
-- article was published, in seconds, above its id: so the newest matches come first, and none but those shown are read.
-- The largest column is the first: FTS5 stores a match in it two bytes shorter than one elsewhere.
-- The texts come ready from src/content/words.ts; `ascii` takes every other character as part of a word.
DROP TABLE article_search;
--> statement-breakpoint
CREATE VIRTUAL TABLE article_search USING fts5(
  body_runs, body, title_runs, title, lang,
  content = '', contentless_delete = 1,
  tokenize = 'ascii'
);
--> statement-breakpoint
-- An article that moves in time leaves its old key; whoever moved it makes its row anew, or else the cron job does.
CREATE TRIGGER article_search_moved AFTER UPDATE OF published_at ON articles
WHEN old.published_at IS NOT new.published_at BEGIN
  DELETE FROM article_search WHERE rowid = coalesce(old.published_at, 0) / 1000 * 16777216 + old.id;
  INSERT INTO search_waiting (article_id) VALUES (new.id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER article_search_deleted AFTER DELETE ON articles BEGIN
  DELETE FROM article_search WHERE rowid = coalesce(old.published_at, 0) / 1000 * 16777216 + old.id;
  DELETE FROM search_waiting WHERE article_id = old.id;
END;
--> statement-breakpoint
-- Every article there is waits for its row of the new form; the job takes the newest first.
INSERT INTO search_waiting (article_id) SELECT id FROM articles;
