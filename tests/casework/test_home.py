def test_home_sends_somebody_who_has_not_signed_in_to_the_sign_in_page(client, db):
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/")
