-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "endUser" TEXT NOT NULL DEFAULT '',
    "sealed" TEXT,
    "origins" JSONB NOT NULL DEFAULT '[]',
    "generation" INTEGER NOT NULL DEFAULT 0,
    "leaseId" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3),
    "scope" TEXT,
    "refreshedAt" TIMESTAMP(3),
    "triedAt" TIMESTAMP(3),
    "failure" TEXT,
    "isFailureLasting" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "account" TEXT,
    "connectedByName" TEXT,
    "connectedAt" TIMESTAMP(3),

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "connection_projectId_idx" ON "connection"("projectId");

-- CreateIndex
CREATE INDEX "connection_environmentId_idx" ON "connection"("environmentId");

-- CreateIndex
CREATE UNIQUE INDEX "connection_apiId_environmentId_endUser_key" ON "connection"("apiId", "environmentId", "endUser");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "api"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
