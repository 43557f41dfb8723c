pub fn made() -> (api::Cat, api::Pet) {
    (api::Cat::new("Tom"), api::Pet::Dog(api::Dog::new()))
}
