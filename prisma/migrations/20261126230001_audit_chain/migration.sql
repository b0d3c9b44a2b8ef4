-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN     "checkpoint" INTEGER,
ADD COLUMN     "hash" BYTEA,
ADD COLUMN     "previousHash" BYTEA,
ADD COLUMN     "seq" INTEGER,
ADD COLUMN     "userAgent" TEXT;

-- DropIndex
DROP INDEX "AuditEntry_subjectType_subjectId_at_idx";

-- CreateTable
CREATE TABLE "AuditChain" (
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("subjectType","subjectId")
);

-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "entries" INTEGER NOT NULL,
    "firstId" BIGINT NOT NULL,
    "lastId" BIGINT NOT NULL,
    "digest" BYTEA NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "seal" BYTEA NOT NULL,

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_subjectType_subjectId_seq_key" ON "AuditEntry"("subjectType", "subjectId", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_id_idx" ON "AuditEntry"("actorId", "id");

-- What the next checkpoint has to cover: few rows, found at once.
CREATE INDEX "AuditEntry_unsealed_idx" ON "AuditEntry"("id") WHERE "checkpoint" IS NULL;
