// Gives later steps the credentials, as the real one does.
const { inputs, variable } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(['aws-region', 'aws-access-key-id', 'aws-secret-access-key']);
variable('AWS_REGION', asked['aws-region']);
variable('AWS_DEFAULT_REGION', asked['aws-region']);
variable('AWS_ACCESS_KEY_ID', asked['aws-access-key-id']);
variable('AWS_SECRET_ACCESS_KEY', asked['aws-secret-access-key']);
