-- AlterTable
ALTER TABLE "connection_attempt" ADD COLUMN     "endUser" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tokenId" TEXT;

-- CreateTable
CREATE TABLE "connection_link" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "endUser" TEXT NOT NULL,
    "linkHash" TEXT NOT NULL,
    "tokenId" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "connection_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connection_link_linkHash_key" ON "connection_link"("linkHash");

-- CreateIndex
CREATE INDEX "connection_link_projectId_idx" ON "connection_link"("projectId");

-- CreateIndex
CREATE INDEX "connection_link_expiresAt_idx" ON "connection_link"("expiresAt");

-- AddForeignKey
ALTER TABLE "connection_link" ADD CONSTRAINT "connection_link_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
