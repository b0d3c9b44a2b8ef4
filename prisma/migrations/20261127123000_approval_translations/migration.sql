ALTER TABLE "Approval" ADD COLUMN "translations" JSONB;
