-- AlterTable
ALTER TABLE "initialization" ADD COLUMN     "errorStatus" INTEGER;

-- CreateTable
CREATE TABLE "error_shape" (
    "id" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "schema" JSONB NOT NULL,
    "statistics" JSONB NOT NULL,
    "choices" JSONB NOT NULL,
    "statuses" JSONB NOT NULL,
    "fingerprint" JSONB NOT NULL,
    "savedById" TEXT NOT NULL,
    "savedByName" TEXT NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "error_shape_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "error_shape_callId_key" ON "error_shape"("callId");

-- AddForeignKey
ALTER TABLE "error_shape" ADD CONSTRAINT "error_shape_callId_fkey" FOREIGN KEY ("callId") REFERENCES "call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now the choice had no effect, and every run was answered as "continue" is: what callers see stays as it is.
UPDATE "call" SET "document" = jsonb_set("document", '{onError}', '"continue"') WHERE "document"->>'onError' = 'stop';
