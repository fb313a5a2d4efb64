-- AlterTable
ALTER TABLE "project" ADD COLUMN     "changeCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sign_in_limit" (
    "id" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "sign_in_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_lease" (
    "id" TEXT NOT NULL,
    "leaseId" TEXT NOT NULL,
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "job_lease_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sign_in_limit_expiresAt_idx" ON "sign_in_limit"("expiresAt");
