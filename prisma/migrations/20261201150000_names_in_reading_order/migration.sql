-- Names that people see in a list are sorted as they read: without regard to case at first, letters with accents beside
-- those without, 2 before 10; the same on every server, whatever its own locale is.
CREATE COLLATION "reading_order" (provider = icu, locale = 'und-u-kn');

-- AlterTable
ALTER TABLE "variable" ALTER COLUMN "name" SET DATA TYPE TEXT COLLATE "reading_order";

-- AlterTable
ALTER TABLE "secret" ALTER COLUMN "slot" SET DATA TYPE TEXT COLLATE "reading_order";
