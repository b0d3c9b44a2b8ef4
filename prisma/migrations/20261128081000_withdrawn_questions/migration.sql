ALTER TABLE "ApprovalQuestion" ADD COLUMN "withdrawnAt" TIMESTAMPTZ(3);
