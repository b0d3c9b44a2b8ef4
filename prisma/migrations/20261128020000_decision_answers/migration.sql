ALTER TABLE "ApprovalVote" ADD COLUMN "inputs" JSONB;
