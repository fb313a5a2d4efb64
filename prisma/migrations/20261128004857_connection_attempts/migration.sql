-- CreateTable
CREATE TABLE "connection_attempt" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "stateHash" TEXT NOT NULL,
    "browserHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "origins" JSONB NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "connection_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connection_attempt_stateHash_key" ON "connection_attempt"("stateHash");

-- CreateIndex
CREATE INDEX "connection_attempt_projectId_idx" ON "connection_attempt"("projectId");

-- CreateIndex
CREATE INDEX "connection_attempt_expiresAt_idx" ON "connection_attempt"("expiresAt");

-- AddForeignKey
ALTER TABLE "connection_attempt" ADD CONSTRAINT "connection_attempt_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
