//! `hookit key`: what is listed, and keys that are meant by their names.

use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::setup::Setup;
use serde_json::Value;

fn ids(hookit: &Hookit) -> Vec<(String, String, bool)> {
    let listed = hookit.run(&["key", "list", "-o", "json"]).expect(0);
    let listed: Value = serde_json::from_str(&listed).expect("it is JSON");
    let text = |key: &Value, name: &str| key[name].as_str().expect("text").to_owned();
    let keys = listed["items"].as_array().expect("a list has items").iter();
    keys.map(|key| (text(key, "name"), text(key, "id"), key["revoked_at"].is_null())).collect()
}

#[test]
fn admin_keys_are_listed_and_a_key_is_revoked_by_its_name_unless_several_have_it() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let hookit = Hookit::of(&hookitd);
    let _project = hookit.run(&["project", "add", "billing"]).expect(0);
    let _other = hookit.run(&["--project", "billing", "key", "add", "theirs", "--scope", "read"]).expect(0);
    for line in [["checkout", "publish"], ["ops", "admin"], ["twin", "read"], ["twin", "admin"]] {
        let _added = hookit.run(&["key", "add", line[0], "--scope", line[1]]).expect(0);
    }
    let listed = hookit.run(&["key", "list", "--columns", "name,scopes,project", "--no-headers"]).expect(0);
    assert_eq!(
        listed,
        "twin\tadmin\tall\ntwin\tread\tdefault\nops\tadmin\tall\ncheckout\tpublish\tdefault\n"
    );
    let shown = hookit.run(&["key", "show", "ops"]).expect(0);
    assert!(shown.contains("project\tall\n"), "{shown}");
    let _revoked = hookit.run(&["key", "revoke", "ops", "--yes"]).expect(0);
    let told = hookit.run(&["key", "revoke", "twin", "--yes"]);
    assert_eq!(told.code, 1, "{}", told.text());
    assert!(told.stderr.contains("2 keys are called twin; use the id"), "{}", told.text());
    let twins: Vec<String> =
        ids(&hookit).into_iter().filter(|(name, ..)| name == "twin").map(|(_, id, _)| id).collect();
    assert!(twins.iter().all(|id| told.stderr.contains(id.as_str())), "{}", told.text());
    let _one = hookit.run(&["key", "revoke", &twins[0], "--yes"]).expect(0);
    // The other one is the only that still has the name.
    let _other = hookit.run(&["key", "revoke", "twin", "--yes"]).expect(0);
    let left: Vec<String> =
        ids(&hookit).into_iter().filter(|(.., active)| *active).map(|(name, ..)| name).collect();
    assert_eq!(left, ["checkout"]);
    let missing = hookit.run(&["key", "revoke", "chekout", "--yes"]);
    assert_eq!(missing.code, 5, "{}", missing.text());
    assert!(missing.stderr.contains("did you mean checkout?"), "{}", missing.text());
}
