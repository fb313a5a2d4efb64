-- AlterTable
ALTER TABLE "project" ADD COLUMN     "keepsBodies" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "runDaysKept" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "runsKeptMax" INTEGER NOT NULL DEFAULT 100000;

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "projectId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "as" TEXT,
    "method" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "status" INTEGER,
    "ok" BOOLEAN NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "replayOf" UUID,
    "detail" TEXT NOT NULL,
    "kept" TEXT,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_count" (
    "projectId" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "spanSeconds" INTEGER NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "durationClass" INTEGER NOT NULL,
    "runs" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "unrecorded" INTEGER NOT NULL,

    CONSTRAINT "run_count_of_project_in_time" PRIMARY KEY ("projectId","spanSeconds","startsAt","callId","environmentId","durationClass")
);

-- CreateIndex
CREATE INDEX "run_newest_of_project" ON "run"("projectId", "id");

-- CreateIndex
CREATE INDEX "run_newest_of_api" ON "run"("apiId", "id");

-- CreateIndex
CREATE INDEX "run_newest_of_call" ON "run"("callId", "id");

-- CreateIndex
CREATE INDEX "run_newest_by_actor" ON "run"("projectId", "actorId", "id");

-- CreateIndex
CREATE INDEX "run_newest_by_success" ON "run"("projectId", "ok", "id");
