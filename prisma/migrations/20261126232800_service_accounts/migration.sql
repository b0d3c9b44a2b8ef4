-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "extended" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "maxAgeSeconds" INTEGER,
ADD COLUMN     "namespace" TEXT,
ADD COLUMN     "permissions" TEXT[],
ADD COLUMN     "scoped" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'person';
