-- Full-text search: one row an article, `title` and `body` as words, `pairs` as overlapping pairs of Han characters.
-- Contentless: the words are not kept twice; excerpts are cut from article_texts.
CREATE VIRTUAL TABLE article_search USING fts5(
  title, body, pairs,
  content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
--> statement-breakpoint
-- What `ORDER BY rank` means: a title weighs more than a text, a word more than a pair of characters.
INSERT INTO article_search (article_search, rank) VALUES ('rank', 'bm25(10.0, 1.0, 0.5)');
--> statement-breakpoint
-- The archive's counts are kept by triggers, so that no write can forget them.
CREATE TRIGGER articles_filed AFTER INSERT ON articles WHEN new.state = 'live' BEGIN
  INSERT INTO archives (section_id, lang, months) VALUES (new.section_id, new.lang, '{}')
    ON CONFLICT DO NOTHING;
  UPDATE archives
    SET months = json_set(months, '$."' || substr(new.day, 1, 7) || '"', coalesce(json_extract(months, '$."' || substr(new.day, 1, 7) || '"'), 0) + 1)
    WHERE section_id = new.section_id AND lang = new.lang;
  INSERT INTO archive_days (section_id, lang, month, days) VALUES (new.section_id, new.lang, substr(new.day, 1, 7), '{}')
    ON CONFLICT DO NOTHING;
  UPDATE archive_days
    SET days = json_set(days, '$."' || substr(new.day, 9, 2) || '"', coalesce(json_extract(days, '$."' || substr(new.day, 9, 2) || '"'), 0) + 1)
    WHERE section_id = new.section_id AND lang = new.lang AND month = substr(new.day, 1, 7);
END;
--> statement-breakpoint
CREATE TRIGGER articles_refiled AFTER UPDATE OF state, section_id, lang, day ON articles
WHEN (old.state, old.section_id, old.lang, coalesce(old.day, '')) IS NOT (new.state, new.section_id, new.lang, coalesce(new.day, '')) BEGIN
  UPDATE archives
    SET months = json_set(months, '$."' || substr(old.day, 1, 7) || '"', json_extract(months, '$."' || substr(old.day, 1, 7) || '"') - 1)
    WHERE old.state = 'live' AND section_id = old.section_id AND lang = old.lang;
  UPDATE archive_days
    SET days = json_set(days, '$."' || substr(old.day, 9, 2) || '"', json_extract(days, '$."' || substr(old.day, 9, 2) || '"') - 1)
    WHERE old.state = 'live' AND section_id = old.section_id AND lang = old.lang AND month = substr(old.day, 1, 7);
  INSERT INTO archives (section_id, lang, months) SELECT new.section_id, new.lang, '{}' WHERE new.state = 'live'
    ON CONFLICT DO NOTHING;
  UPDATE archives
    SET months = json_set(months, '$."' || substr(new.day, 1, 7) || '"', coalesce(json_extract(months, '$."' || substr(new.day, 1, 7) || '"'), 0) + 1)
    WHERE new.state = 'live' AND section_id = new.section_id AND lang = new.lang;
  INSERT INTO archive_days (section_id, lang, month, days) SELECT new.section_id, new.lang, substr(new.day, 1, 7), '{}' WHERE new.state = 'live'
    ON CONFLICT DO NOTHING;
  UPDATE archive_days
    SET days = json_set(days, '$."' || substr(new.day, 9, 2) || '"', coalesce(json_extract(days, '$."' || substr(new.day, 9, 2) || '"'), 0) + 1)
    WHERE new.state = 'live' AND section_id = new.section_id AND lang = new.lang AND month = substr(new.day, 1, 7);
END;
--> statement-breakpoint
-- The first rows: a site that can be published to at once.
INSERT INTO sections (id, slug, name, description, position)
  VALUES (1, 'news', '{"zh-CN":"新闻","en":"News"}', '{}', 0);
--> statement-breakpoint
INSERT INTO section_slugs (slug, section_id) VALUES ('news', 1);
--> statement-breakpoint
INSERT INTO site (id, guid, incarnation, settings, frame) VALUES (
  1, lower(hex(randomblob(16))), lower(hex(randomblob(8))),
  '{"name":{"zh-CN":"Edgewise","en":"Edgewise"},"tagline":{},"description":{},"languages":["zh-CN","en"],"timeZone":"Asia/Shanghai","hotline":null,"filings":[],"purges":[]}',
  '{"sections":[{"id":1,"slug":"news","name":{"zh-CN":"新闻","en":"News"},"description":{}}],"links":[],"searches":[]}'
);
--> statement-breakpoint
-- The ledger is never empty, so that its newest id is always known.
INSERT INTO ledger (tag, at, by, reason) VALUES ('site', 0, 'system', 'the database was made');
