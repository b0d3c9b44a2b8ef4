-- AlterTable
ALTER TABLE "TaskRun" ADD COLUMN     "kept" TEXT;
