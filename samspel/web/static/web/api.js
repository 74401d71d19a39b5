// Draws the API's description. The validator badge would fetch from elsewhere, so it is off.
const place = document.getElementById("api");
SwaggerUIBundle({ domNode: place, url: place.dataset.description, validatorUrl: null, deepLinking: true });
