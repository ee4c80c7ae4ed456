// Clones the stage's repository at the asked ref.
const { inputs, run } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(['ref', 'persist-credentials', 'fetch-depth']);
const repository = `${process.env.STAGE_REPOSITORIES}/${process.env.GITHUB_REPOSITORY.split('/')[1]}.git`;
run('git', ['init', '--quiet', '.']);
run('git', ['fetch', '--quiet', repository, '+refs/heads/*:refs/remotes/origin/*']);
const ref = (asked.ref || process.env.GITHUB_SHA).replace(/^refs\/heads\//, 'origin/');
run('git', ['checkout', '--quiet', '--detach', ref]);
run('git', ['--no-pager', 'log', '-1', '--oneline']);
