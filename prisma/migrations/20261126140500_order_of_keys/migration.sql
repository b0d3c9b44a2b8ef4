-- AlterTable
ALTER TABLE "Execution" ALTER COLUMN "labels" SET DATA TYPE JSON;

-- AlterTable
ALTER TABLE "FlowRevision" ALTER COLUMN "compiled" SET DATA TYPE JSON;
