-- AlterTable
ALTER TABLE "ApprovalDecider" ADD COLUMN "done" BOOLEAN NOT NULL DEFAULT false;
